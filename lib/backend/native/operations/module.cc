// What Node loads: it makes the operations known to the TensorFlow of the process.
#include <node_api.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

#include "operation.h"

void register_adam();
void register_convolution();
void register_dense();
void register_normalization();
void register_random();
void register_elementwise();
void register_softplus();

namespace {

void throw_unless_ok(TF_Status* status) {
  if (TF_GetCode(status) != TF_OK) throw std::runtime_error(TF_Message(status));
}

void* read_numbers(TF_OpKernelConstruction* construction) {
  TF_Status* status = TF_NewStatus();
  int32_t length = 0, bytes = 0;
  TF_OpKernelConstruction_GetAttrSize(construction, "numbers", &length, &bytes, status);
  auto* numbers = new std::vector<int64_t>(std::max(0, length));
  if (length > 0)
    TF_OpKernelConstruction_GetAttrInt64List(construction, "numbers", numbers->data(), length, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return numbers;
}

void forget_numbers(void* numbers) { delete static_cast<std::vector<int64_t>*>(numbers); }

std::string declared(const char* tensor) {
  return std::strchr(tensor, ':') ? tensor : std::string(tensor) + ": float";
}

bool is_list(const char* tensor) { return std::strstr(tensor, "N *") != nullptr; }

void register_all() {
  register_adam();
  register_convolution();
  register_dense();
  register_normalization();
  register_random();
  register_elementwise();
  register_softplus();
}

// Compiled for the processor at hand; on an older one the first instruction that it lacks would end the process. What
// runs before that is known is for every processor.
#if defined(__x86_64__) && defined(__GNUC__)
#define FOR_EVERY_PROCESSOR __attribute__((target("no-avx")))
#else
#define FOR_EVERY_PROCESSOR
#endif

FOR_EVERY_PROCESSOR bool has_instructions() {
#if defined(__AVX512VL__)
  return __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
#elif defined(__AVX2__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
#else
  return true;
#endif
}

FOR_EVERY_PROCESSOR napi_value initialize(napi_env env, napi_value exports) {
  if (!has_instructions()) {
    napi_throw_error(env, nullptr, "they were compiled for a processor with other instructions");
    return exports;
  }
  try {
    static const bool once = (register_all(), true);  // though several threads of Node may load it
    static_cast<void>(once);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return exports;
}

}  // namespace

void register_kernel(const char* name, Names inputs, Names outputs, KernelFunction function) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* operation = TF_NewOpDefinitionBuilder(name);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(operation, declared(input).c_str());
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(operation, declared(output).c_str());
  TF_OpDefinitionBuilderAddAttr(operation, "numbers: list(int) = []");
  if (std::any_of(inputs.begin(), inputs.end(), is_list)) TF_OpDefinitionBuilderAddAttr(operation, "N: int >= 1");
  TF_OpDefinitionBuilderSetShapeInferenceFunction(operation, &TF_ShapeInferenceContextSetUnknownShape);
  TF_RegisterOpDefinition(operation, status);
  throw_unless_ok(status);
  TF_KernelBuilder* kernel = TF_NewKernelBuilder(name, "CPU", read_numbers, function, forget_numbers);
  TF_RegisterKernelBuilder(name, kernel, status);
  throw_unless_ok(status);
  TF_DeleteStatus(status);
}

NAPI_MODULE(saddlepoint_operations, initialize)
