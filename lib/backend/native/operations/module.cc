// What Node loads: it makes the operations known to the TensorFlow of the process.
#include <node_api.h>

#include <stdexcept>
#include <string>

#include "operation.h"

void register_instance_norm();

namespace {

void throw_unless_ok(TF_Status* status) {
  if (TF_GetCode(status) != TF_OK) throw std::runtime_error(TF_Message(status));
}

void* nothing(TF_OpKernelConstruction*) { return nullptr; }

napi_value initialize(napi_env env, napi_value exports) {
  try {
    static const bool once = (register_instance_norm(), true);  // though several threads of Node may load it
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
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(operation, (std::string(input) + ": float").c_str());
  for (const char* output : outputs)
    TF_OpDefinitionBuilderAddOutput(operation, (std::string(output) + ": float").c_str());
  TF_OpDefinitionBuilderSetShapeInferenceFunction(operation, &TF_ShapeInferenceContextSetUnknownShape);
  TF_RegisterOpDefinition(operation, status);
  throw_unless_ok(status);
  TF_KernelBuilder* kernel = TF_NewKernelBuilder(name, "CPU", nothing, function, [](void*) {});
  TF_RegisterKernelBuilder(name, kernel, status);
  throw_unless_ok(status);
  TF_DeleteStatus(status);
}

NAPI_MODULE(saddlepoint_operations, initialize)
